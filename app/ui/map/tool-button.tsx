import { Button } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

/** One act of the bar above a map: an icon and its word. */
export function Tool(props: { act: () => void; text: string; icon: Icon; isOff?: boolean }) {
  const Glyph = props.icon;
  return (
    <Button
      size="xs"
      variant="default"
      onClick={props.act}
      disabled={props.isOff ?? false}
      leftSection={<Glyph size={16} aria-hidden />}
    >
      {props.text}
    </Button>
  );
}
