import { Button, Code, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** The credit line to paste under an image. The button needs scripts; one click selects the text without them. */
export function Credit({ line }: { line: string }) {
  const { t } = useTranslation('catalogue');
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  return (
    <div className="credit">
      <Code>{line}</Code>
      {scripted && (
        <CopyButton value={line}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              onClick={copy}
              leftSection={
                copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
              }
            >
              <span aria-live="polite">{t(copied ? 'credit.copied' : 'credit.copy')}</span>
            </Button>
          )}
        </CopyButton>
      )}
    </div>
  );
}
