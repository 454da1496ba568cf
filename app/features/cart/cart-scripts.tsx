import { Text, Title } from '@mantine/core';
import { cookieCommand } from '#app/features/catalogue/sign-in-command.ts';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { formatBytes } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';
import { CopyText } from '#app/ui/copy-text.tsx';
import { ariaList, curlScript } from './cart.ts';
import './cart.css';
import { type ShownLine, zipHref } from './shown-cart.ts';

/** All that may be downloaded, by a script to paste: for many scenes, and for machines without a browser. */
export function CartScripts(props: { lines: readonly ShownLine[]; desk: string; email: string }) {
  const { t } = useTranslation('cart');
  const locale = useLocale();
  const open = props.lines.filter(({ mayRetrieve }) => mayRetrieve);
  if (open.length === 0) return null;
  const scenes = open.map(({ scene }) => ({ id: scene.id, href: zipHref(scene.id) }));
  const size = formatBytes(
    open.reduce((sum, { bytes }) => sum + bytes, 0),
    locale,
  );
  const script = curlScript(scenes, props.desk, {
    about: t('scripts.about', { count: open.length, size }),
    email: t('scripts.email'),
    password: t('scripts.password'),
    failed: t('scripts.failed'),
  });
  return (
    <section aria-labelledby="cart-scripts" className="cart-scripts">
      <Title order={2} size="h4" id="cart-scripts" mb={8}>
        {t('scripts.title', { count: open.length, size })}
      </Title>
      <Text>{t('scripts.text')}</Text>
      <details>
        <summary>{t('scripts.curl')}</summary>
        <CopyText id="curl" label={t('scripts.curlLabel')} text={script} isBlock />
      </details>
      <details>
        <summary>{t('scripts.aria')}</summary>
        <CopyText
          id="aria-cookies"
          label={t('scripts.ariaCookies')}
          text={cookieCommand(props.desk, props.email)}
          isBlock
        />
        <CopyText
          id="aria"
          label={t('scripts.ariaLabel')}
          text={ariaList(scenes, props.desk)}
          isBlock
        />
        <Text size="sm" component="div">
          <code>aria2c --load-cookies=cookies.txt -i scenes.txt</code>
        </Text>
      </details>
    </section>
  );
}
