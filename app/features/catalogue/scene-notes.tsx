import { Alert } from '@mantine/core';
import { IconArchiveOff, IconFlask, IconLock } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatDay } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Fact, Facts } from '#app/ui/facts.tsx';
import { Day } from '#app/ui/moment.tsx';
import type { Visibility } from './curation.ts';

/** How far a scene is known today, where it is not known to all. */
export type Restriction = { visibility: Visibility; embargoUntil: Date | null };

/** What a reader must know before all else: that the scene is gone, is not for everybody, or was seen by no satellite. */
export function SceneNotes(props: {
  isSynthetic: boolean;
  withdrawn: { at: Date; reason: string } | null;
  restriction: Restriction | null;
}) {
  const { t } = useTranslation('catalogue');
  const { withdrawn, restriction } = props;
  return (
    <>
      {withdrawn && (
        <Alert
          variant="outline"
          color="red"
          mb="lg"
          icon={<IconArchiveOff aria-hidden />}
          title={t('gone.title')}
        >
          <Facts>
            <Fact label={t('gone.since')}>
              <Day at={withdrawn.at} />
            </Fact>
            <Fact label={t('gone.why')}>{withdrawn.reason}</Fact>
          </Facts>
          <p>{t('gone.text')}</p>
        </Alert>
      )}
      {restriction && <Restricted restriction={restriction} />}
      {props.isSynthetic && (
        <Alert
          variant="outline"
          icon={<IconFlask aria-hidden />}
          mb="lg"
          title={t('synthetic.title')}
        >
          {t('synthetic.text')}
        </Alert>
      )}
    </>
  );
}

function Restricted({ restriction }: { restriction: Restriction }) {
  const { t } = useTranslation('catalogue');
  const locale = useLocale();
  const { visibility, embargoUntil } = restriction;
  const title = embargoUntil
    ? t('restricted.embargo', { day: formatDay(embargoUntil, locale) })
    : t(visibility === 'entity' ? 'restricted.entity' : 'restricted.members');
  return (
    <Alert variant="outline" mb="lg" icon={<IconLock aria-hidden />} title={title}>
      {t('restricted.text')}
    </Alert>
  );
}
