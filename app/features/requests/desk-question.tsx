import { Alert, Text, Textarea } from '@mantine/core';
import { IconMessageQuestion } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatMoment } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';

/** What the desk asked when it returned the request, and where to answer. It stands above the form that it belongs to. */
export function DeskQuestion(props: {
  question: { text: string; actorName: string; at: Date };
  answer: string;
  formId: string;
}) {
  const { t } = useTranslation('requests');
  const locale = useLocale();
  const { text, actorName, at } = props.question;
  return (
    <Alert
      variant="outline"
      color="orange"
      mb="lg"
      icon={<IconMessageQuestion aria-hidden />}
      title={t('edit.question.title')}
      maw="60rem"
    >
      <Text style={{ whiteSpace: 'pre-line' }}>{text}</Text>
      <Text size="sm" c="dimmed" mb="md">
        {t('edit.question.by', { actor: actorName, at: formatMoment(at, locale) })}
      </Text>
      <Textarea
        id="answer"
        name="answer"
        form={props.formId}
        label={t('fields.answer')}
        defaultValue={props.answer}
        rows={3}
        maxLength={4000}
      />
    </Alert>
  );
}
