import { Anchor } from '@mantine/core';
import { IconAlertCircle, IconCircleCheck, IconDeviceFloppy } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatArea } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import type { RequestCheck } from './check-request.ts';
import type { QuotaOutlook } from './quota-left.ts';
import type { Saving } from './use-autosave.tsx';

/** The bar at the foot: area, cost, quota left, what is wrong, and whether all is saved. */
export function OutlookBar(props: {
  check: RequestCheck;
  outlook: QuotaOutlook | null;
  saving: Saving;
}) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const { check, outlook } = props;
  return (
    <section className="outlook-bar" aria-label={t('edit.bar.label')}>
      <dl>
        <Figure word={t('edit.bar.area')} figure={formatArea(check.areaHa, locale)} />
        <Figure
          word={t('edit.bar.cost')}
          figure={outlook ? formatArea(outlook.costHa, locale) : t('edit.bar.no-sensor')}
        />
        <Left outlook={outlook} />
      </dl>
      <Wrong check={check} />
      <SavingNote saving={props.saving} />
    </section>
  );
}

function Figure({ word, figure }: { word: string; figure: string }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd>{figure}</dd>
    </div>
  );
}

function Left({ outlook }: { outlook: QuotaOutlook | null }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  if (!outlook) return null;
  const { envelope, over } = outlook;
  const word = envelope ? t('edit.bar.left-of', { name: envelope.name }) : t('edit.bar.left');
  const figure = envelope ? formatArea(envelope.freeHa, locale) : t('edit.bar.no-envelope');
  return (
    <div data-over={over || undefined}>
      <dt>{word}</dt>
      <dd>
        {figure}
        {over && ` · ${t('edit.bar.over')}`}
      </dd>
    </div>
  );
}

function Wrong({ check }: { check: RequestCheck }) {
  const { t } = useTranslation('requests');
  const broken = check.area.length + check.rules.length + check.form.length;
  const ready = broken + check.missing.length === 0;
  const words = [
    ...(broken > 0 ? [t('edit.bar.faults', { count: broken })] : []),
    ...(check.missing.length > 0 ? [t('edit.bar.missing', { count: check.missing.length })] : []),
  ];
  const Icon = ready ? IconCircleCheck : IconAlertCircle;
  return (
    <Anchor href="#send" className="outlook-wrong" data-ready={ready || undefined}>
      <Icon size={18} aria-hidden /> {ready ? t('edit.bar.complete') : words.join(', ')}
    </Anchor>
  );
}

function SavingNote({ saving: { status, savedAt } }: { saving: Saving }) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const time = savedAt?.toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' });
  const words = savedAt && status === 'idle' ? 'saved' : status;
  return (
    <span className="outlook-saving" role="status" data-status={status}>
      <IconDeviceFloppy size={18} aria-hidden /> {t(`edit.saving.${words}`, { time: time ?? '' })}
    </span>
  );
}
