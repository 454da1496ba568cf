import { List, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useFaultText } from '#app/features/requests/fault-text.tsx';
import type { RuleFault } from '#app/features/requests/request-rules.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { Check, CheckVerdict } from './review-checks.ts';

const marks: Record<CheckVerdict, typeof IconCircleCheck> = {
  ok: IconCircleCheck,
  look: IconAlertTriangle,
  no: IconCircleX,
};

/** The six points to look at, each with its verdict in words and not by colour alone. */
export function ReviewChecksList({ checks }: { checks: Check[] }) {
  const { t } = useTranslation('reviews');
  const faultText = useCheckFault();
  return (
    <section className="review-section" aria-labelledby="checks">
      <Title order={2} size="h4" id="checks" mb="sm">
        {t('checks.title')}
      </Title>
      <ul className="checks">
        {checks.map(({ code, verdict, params, faults }) => {
          const Mark = marks[verdict];
          return (
            <li key={code}>
              <Mark size={20} className="check-mark" data-verdict={verdict} aria-hidden />
              <div>
                <span className="visually-hidden">{t(`checks.verdicts.${verdict}`)} </span>
                {t(`checks.${code}.${verdict}`, params)}
                {faults.length > 0 && (
                  <List size="sm" c="dimmed">
                    {faults.map((fault) => (
                      <List.Item key={`${fault.field}-${fault.code}`}>{faultText(fault)}</List.Item>
                    ))}
                  </List>
                )}
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The broken rule in words; a licence by its name, because the form's sentence speaks to the member. */
function useCheckFault(): (fault: RuleFault) => string {
  const text = useFaultText();
  return ({ code, params }) =>
    code === 'faults.licence'
      ? `${params?.licence} (${params?.sensor})`
      : text({ field: 'aoi', key: code, ...(params && { params }) });
}
