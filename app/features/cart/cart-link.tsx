import { Button } from '@mantine/core';
import { Link } from '@remix-run/react';
import { IconBasket } from '@tabler/icons-react';
import { useTranslation } from '#app/i18n/use-translation.ts';

/** The way to what was put aside, with how much it is. */
export function CartLink({ count }: { count: number }) {
  const { t } = useTranslation('cart');
  return (
    <Button
      component={Link}
      to="/cart"
      variant="default"
      leftSection={<IconBasket size={18} aria-hidden />}
    >
      {t('link', { count })}
    </Button>
  );
}
