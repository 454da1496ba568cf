import { Alert, Anchor, Button, Group } from '@mantine/core';
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { data, Form, redirect, useLoaderData } from '@remix-run/react';
import { IconBasketPlus, IconInfoCircle, IconTrash } from '@tabler/icons-react';
import { optionalActor, requireActor } from '#app/features/accounts/guard.server.ts';
import {
  addToCart,
  cartOf,
  emptyCart,
  findCart,
  removeFromCart,
} from '#app/features/cart/cart.server.ts';
import { readShared, writeShared } from '#app/features/cart/cart.ts';
import { cartSchema } from '#app/features/cart/cart-form.ts';
import { CartLicences } from '#app/features/cart/cart-licences.tsx';
import { CartScripts } from '#app/features/cart/cart-scripts.tsx';
import { CartTable } from '#app/features/cart/cart-table.tsx';
import { shownCart } from '#app/features/cart/shown-cart.ts';
import { localeOf, translator } from '#app/i18n/locale.server.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { database } from '#app/lib/db.server.ts';
import { publicUrl } from '#app/lib/env.server.ts';
import { localPath } from '#app/lib/local-path.ts';
import { parseForm } from '#app/lib/parse-form.ts';
import { CopyText } from '#app/ui/copy-text.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { PageHead } from '#app/ui/page-head.tsx';

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: data?.title ?? 'DINAMIS' },
];

/** One's own cart, or the one that an address shares, which everybody may look at. */
export async function loader({ request }: LoaderFunctionArgs) {
  const db = await database();
  const shared = readShared(new URL(request.url).searchParams);
  const actor = shared ? await optionalActor(request) : await requireActor(request);
  const cart = shared || !actor ? await cartOf(db, actor, shared ?? []) : await findCart(db, actor);
  const t = await translator(await localeOf(request));
  return {
    title: `${t(shared ? 'cart:shared.title' : 'cart:title')} · DINAMIS`,
    isShared: shared !== null,
    signedIn: actor !== null,
    email: actor?.email ?? '',
    desk: publicUrl(),
    ...shownCart(cart),
  };
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request);
  const form = parseForm(cartSchema, await request.formData());
  if (!form.ok) return data(form.reply, { status: 400 });
  const { intent, scene, to } = form.value;
  const db = await database();
  if (intent === 'add') await addToCart(db, actor, scene);
  if (intent === 'remove') await removeFromCart(db, actor, scene);
  if (intent === 'empty') await emptyCart(db, actor);
  return redirect(localPath(to));
}

export default function CartPage() {
  const { t } = useTranslation('cart');
  const cart = useLoaderData<typeof loader>();
  const { lines, isShared, goneIds } = cart;
  const ids = lines.map(({ scene }) => scene.id);
  return (
    <div className="page">
      <PageHead
        title={t(isShared ? 'shared.title' : 'title')}
        lede={t(isShared ? 'shared.lede' : 'lede')}
        actions={isShared && ids.length > 0 && <TakeAll ids={ids} signedIn={cart.signedIn} />}
      />
      {goneIds.length > 0 && <Gone ids={goneIds} isShared={isShared} />}
      {lines.length === 0 ? (
        <EmptyState title={t('empty.title')}>
          <p>{t('empty.text')}</p>
          <Anchor href="/catalogue">{t('empty.catalogue')}</Anchor>
        </EmptyState>
      ) : (
        <>
          <CartLicences licences={cart.licences} />
          <CartTable lines={lines} isShared={isShared} />
          {!isShared && <CartScripts lines={lines} desk={cart.desk} email={cart.email} />}
          <Group mt="xl" justify="space-between" align="flex-end">
            {!isShared && (
              <CopyText id="share" label={t('share')} text={cart.desk + writeShared(ids)} />
            )}
            {!isShared && (
              <Form method="post" action="/cart?index">
                <Button
                  type="submit"
                  name="intent"
                  value="empty"
                  variant="default"
                  leftSection={<IconTrash size={18} aria-hidden />}
                >
                  {t('emptyIt')}
                </Button>
              </Form>
            )}
          </Group>
        </>
      )}
    </div>
  );
}

function TakeAll({ ids, signedIn }: { ids: readonly string[]; signedIn: boolean }) {
  const { t } = useTranslation('cart');
  if (!signedIn) {
    return (
      <Button component="a" href={`/login?to=${encodeURIComponent(writeShared(ids))}`}>
        {t('shared.signIn')}
      </Button>
    );
  }
  return (
    <Form method="post" action="/cart?index">
      {ids.map((id) => (
        <input key={id} type="hidden" name="scene" value={id} />
      ))}
      <Button
        type="submit"
        name="intent"
        value="add"
        leftSection={<IconBasketPlus size={18} aria-hidden />}
      >
        {t('shared.take', { count: ids.length })}
      </Button>
    </Form>
  );
}

function Gone({ ids, isShared }: { ids: readonly string[]; isShared: boolean }) {
  const { t } = useTranslation('cart');
  return (
    <Alert
      variant="outline"
      icon={<IconInfoCircle aria-hidden />}
      mb="lg"
      title={t('gone.title', { count: ids.length })}
    >
      {t('gone.text', { count: ids.length })}
      {!isShared && (
        <Form method="post" action="/cart?index">
          {ids.map((id) => (
            <input key={id} type="hidden" name="scene" value={id} />
          ))}
          <Button type="submit" name="intent" value="remove" size="xs" variant="default" mt={8}>
            {t('gone.remove', { count: ids.length })}
          </Button>
        </Form>
      )}
    </Alert>
  );
}
