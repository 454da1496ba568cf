import { ActionIcon, Button } from '@mantine/core';
import { useFetcher } from '@remix-run/react';
import { IconBasketMinus, IconBasketPlus } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** Puts a scene aside, or takes it out. A form: it works without scripts, and comes back to `to`. */
export function CartButton(props: {
  sceneId: string;
  /** The scene's name, for those who hear the button by itself. */
  name: string;
  isIn: boolean;
  to: string;
  /** Where a row has no room for words. */
  isSmall?: boolean;
}) {
  const { t } = useTranslation('cart');
  const fetcher = useFetcher();
  const intent = props.isIn ? 'remove' : 'add';
  const Icon = props.isIn ? IconBasketMinus : IconBasketPlus;
  const shared = {
    type: 'submit',
    name: 'intent',
    value: intent,
    variant: props.isIn ? 'light' : 'default',
    loading: fetcher.state !== 'idle',
  } as const;
  const label = t(`button.${intent}Scene`, { name: props.name });
  return (
    <fetcher.Form method="post" action="/cart?index" preventScrollReset>
      <input type="hidden" name="scene" value={props.sceneId} />
      <input type="hidden" name="to" value={props.to} />
      {props.isSmall ? (
        <ActionIcon {...shared} size={34} aria-label={label} title={t(`button.${intent}`)}>
          <Icon size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <Button {...shared} leftSection={<Icon size={18} aria-hidden />}>
          {t(`button.${intent}`)}
          <span className="visually-hidden"> {props.name}</span>
        </Button>
      )}
    </fetcher.Form>
  );
}
