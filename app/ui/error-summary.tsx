import { Alert, Anchor, List } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** All faults of a form on top, each a link to its field; takes the focus when it appears. */
export function ErrorSummary(props: { errors: { field?: string; message: string }[] }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const count = props.errors.length;
  useEffect(() => {
    if (count > 0) box.current?.focus();
  }, [count]);
  if (count === 0) return null;
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertCircle aria-hidden />}
      title={t('errors.summary', { count })}
      mb="lg"
    >
      <List>
        {props.errors.map(({ field, message }) => (
          <List.Item key={`${field}-${message}`}>
            {field ? <Anchor href={`#${field}`}>{message}</Anchor> : message}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
