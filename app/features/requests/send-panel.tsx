import { Anchor, Button, Group, List, Stack, Text } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import type { RequestFault } from './check-request.ts';
import { useFaultText } from './fault-text.tsx';

/** What is left to do, and the two ways to end: keep the draft, or send it. */
export function SendPanel(props: {
  faults: readonly RequestFault[];
  /** The desk sent it back and waits for it. */
  again: boolean;
  busy: boolean;
}) {
  const { t } = useTranslation('requests');
  const { faults, again } = props;
  return (
    <Stack gap="md">
      {faults.length === 0 ? <Text>{t('edit.send.ready')}</Text> : <Remaining faults={faults} />}
      <Text size="sm" c="dimmed">
        {t('edit.send.after')}
      </Text>
      <Group>
        <Button
          type="submit"
          name="intent"
          value="send"
          loading={props.busy}
          leftSection={<IconSend size={18} aria-hidden />}
        >
          {t(again ? 'edit.send.resend' : 'edit.send.send')}
        </Button>
        <Button type="submit" name="intent" value="save" variant="default" disabled={props.busy}>
          {t('edit.send.save')}
        </Button>
      </Group>
    </Stack>
  );
}

function Remaining({ faults }: { faults: readonly RequestFault[] }) {
  const { t } = useTranslation('requests');
  const text = useFaultText();
  const blank = /faults\.(required|area-needed)$/;
  return (
    <div>
      <Text mb={4}>{t('edit.send.not-ready')}</Text>
      <List size="sm">
        {faults.map((fault) => (
          <List.Item key={`${fault.field}-${fault.key}`}>
            <Anchor
              href={`#${fault.field}`}
              inherit
              underline="always"
              display="inline-block"
              mih={24}
            >
              {t(`fields.${fault.field}`)}
            </Anchor>
            {!blank.test(fault.key) && ` : ${text(fault)}`}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
