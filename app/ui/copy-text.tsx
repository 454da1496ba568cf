import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import './copy-text.css';

/** A text to paste elsewhere, with its name. The button needs scripts; one click selects the text without them. */
export function CopyText(props: { id: string; label: string; text: string; isBlock?: boolean }) {
  const { t } = useTranslation();
  const [scripted, setScripted] = useState(false);
  useEffect(() => setScripted(true), []);
  return (
    <div className="copy-text" data-block={props.isBlock || undefined}>
      <div className="copy-text-head">
        <span id={`${props.id}-label`}>{props.label}</span>
        {scripted && (
          <CopyButton value={props.text}>
            {({ copied, copy }) => (
              <Button
                size="compact-sm"
                variant="default"
                onClick={copy}
                leftSection={
                  copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />
                }
              >
                <span aria-live="polite">{t(copied ? 'copy.done' : 'copy.act')}</span>
                <span className="visually-hidden"> {props.label}</span>
              </Button>
            )}
          </CopyButton>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section tabIndex={0} aria-labelledby={`${props.id}-label`}>
        <pre>{props.text}</pre>
      </section>
    </div>
  );
}
