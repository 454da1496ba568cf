import { Text } from '@mantine/core';
import { IconCheck, IconHourglass, IconX } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatDay } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { Area } from '#app/ui/moment.tsx';
import { Table } from '#app/ui/table.tsx';
import type { JoinView } from './find-join.server.ts';
import './archive.css';

const marks = { agreed: IconCheck, declined: IconX, none: IconHourglass } as const;

/** Who bears how much of a joint order, what would be asked for all, and what each has answered. `own` names the page's request. */
export function JoinShares({ join, own }: { join: JoinView; own: 'own' | 'this' }) {
  const { t } = useTranslation('archive');
  return (
    <>
      <Terms join={join} />
      <Table className="join-shares stack-cells">
        <Table.Caption className="visually-hidden">{t('join.caption')}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('join.entity')}</Table.Th>
            <Table.Th className="number">{t('join.share')}</Table.Th>
            <Table.Th>{t('join.answer')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {join.members.map((member) => (
            <Table.Tr key={member.requestId}>
              <Table.Td data-full>
                {member.entityName}
                <Text size="sm" c="dimmed">
                  {[
                    member.number,
                    ...(member.isOwn ? [t(`join.${own}`)] : []),
                    ...(member.isLead ? [t('join.lead')] : []),
                  ].join(', ')}
                </Text>
              </Table.Td>
              <Table.Td className="number" data-label={t('join.share')}>
                <Area ha={member.shareHa} />
              </Table.Td>
              <Table.Td>
                <Answer answer={member.answer ?? 'none'} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Text size="sm" c="dimmed" mt={4} mb="sm">
        {t('join.how')}
      </Text>
    </>
  );
}

function Answer({ answer }: { answer: keyof typeof marks }) {
  const { t } = useTranslation('archive');
  const Mark = marks[answer];
  return (
    <span className="join-answer">
      <Mark size={15} aria-hidden /> {t(`join.answers.${answer}`)}
    </span>
  );
}

function Terms({ join: { state, terms } }: { join: JoinView }) {
  const { t } = useTranslation(['archive', 'requests']);
  const locale = useLocale();
  if (!terms.windowFrom || !terms.windowTo) return null;
  return (
    <Text size="sm" mb="xs">
      {t(state === 'agreed' ? 'join.terms-agreed' : 'join.terms', {
        sensors: terms.sensorNames.join(' › '),
        mode: t(`requests:options.mode.${terms.mode}`).toLocaleLowerCase(locale),
        from: formatDay(terms.windowFrom, locale),
        to: formatDay(terms.windowTo, locale),
        cloud: terms.maxCloudPct,
      })}
    </Text>
  );
}
