import { useMantineColorScheme } from '@mantine/core';
import { Form, NavLink, useLocation } from '@remix-run/react';
import {
  IconInbox,
  IconLogin2,
  IconLogout,
  IconMap2,
  IconMenu2,
  IconMoon,
  IconPlus,
  IconSatellite,
  IconStack2,
  IconSun,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from '#app/i18n/use-translation.ts';
import { useLocale } from '#app/lib/locale.ts';
import { can, type DeskRole, type Permission } from './actor.ts';

export type Person = { name: string; roles: readonly DeskRole[]; mayAsk: boolean };

/** What surrounds every page: skip link, navigation by role, language, light and dark, account. Works without scripts. */
export function Shell(props: { person: Person | null; children: ReactNode }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  const onDesk = pathname === '/desk' || pathname.startsWith('/desk/');
  return (
    <>
      <a className="skip-link" href="#content">
        {t('skip')}
      </a>
      <header className="shell-header">
        <div className="shell-bar">
          <a href="/" className="shell-brand">
            <IconSatellite aria-hidden size={22} /> {t('site')}
          </a>
          <MainNavigation person={props.person} />
          <Tools person={props.person} />
        </div>
        {onDesk && props.person && <DeskNavigation person={props.person} />}
      </header>
      <main id="content" tabIndex={-1} className="shell-main">
        {props.children}
      </main>
      <footer className="shell-footer">
        <div>
          <span>{t('footer.about')}</span>
          <span>{t('footer.synthetic')}</span>
        </div>
      </footer>
    </>
  );
}

function MainNavigation({ person }: { person: Person | null }) {
  const { t } = useTranslation();
  const { pathname } = useLocation();
  return (
    // Keyed by page, so that the opened menu of a phone closes when a page is chosen.
    <details className="shell-menu" key={pathname}>
      <summary className="shell-link">
        <IconMenu2 aria-hidden size={18} /> {t('menu')}
      </summary>
      <nav className="shell-nav" aria-label={t('nav.label')}>
        <ul>
          <Item to="/catalogue" icon={<IconMap2 aria-hidden size={18} />} name="catalogue" />
          {person?.mayAsk && (
            <>
              <Item to="/requests" icon={<IconStack2 aria-hidden size={18} />} name="requests" />
              <Item to="/requests/new" icon={<IconPlus aria-hidden size={18} />} name="new" />
              <Item to="/quotas" name="quotas" />
            </>
          )}
          <Item to="/licences" name="licences" />
          {can(person, 'desk:read') && (
            <Item to="/desk" icon={<IconInbox aria-hidden size={18} />} name="desk" />
          )}
        </ul>
      </nav>
    </details>
  );
}

const deskPages: { to: string; name: string; needs: Permission }[] = [
  { to: '/desk', name: 'inbox', needs: 'desk:read' },
  { to: '/desk/orders', name: 'orders', needs: 'orders:read' },
  { to: '/desk/deliveries', name: 'deliveries', needs: 'deliveries:manage' },
  { to: '/desk/quotas', name: 'deskQuotas', needs: 'quota:read' },
  { to: '/desk/offers', name: 'offers', needs: 'offers:edit' },
  { to: '/desk/mail', name: 'mail', needs: 'mail:manage' },
];

function DeskNavigation({ person }: { person: Person }) {
  const { t } = useTranslation();
  return (
    <nav className="shell-bar shell-desk" aria-label={t('nav.deskLabel')}>
      <ul>
        {deskPages
          .filter((page) => can(person, page.needs))
          .map((page) => (
            <Item key={page.to} to={page.to} name={page.name} exact={page.to === '/desk'} />
          ))}
      </ul>
    </nav>
  );
}

function Item(props: { to: string; name: string; icon?: ReactNode; exact?: boolean }) {
  const { t } = useTranslation();
  const exact = props.exact || props.to === '/requests';
  return (
    <li>
      <NavLink to={props.to} end={exact} className="shell-link">
        {props.icon} {t(`nav.${props.name}`)}
      </NavLink>
    </li>
  );
}

function Tools({ person }: { person: Person | null }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const other = useLocale() === 'fr' ? 'en' : 'fr';
  return (
    <div className="shell-tools">
      <Form method="post" action="/language" reloadDocument>
        <input type="hidden" name="to" value={pathname + search} />
        <button
          type="submit"
          className="shell-link"
          name="locale"
          value={other}
          lang={other}
          aria-label={t('language.switch')}
        >
          {t('language.other')}
        </button>
      </Form>
      <SchemeSwitch />
      {person ? (
        <Form method="post" action="/logout" reloadDocument>
          <button
            type="submit"
            className="shell-link"
            title={t('account.signedInAs', { name: person.name })}
          >
            <IconLogout aria-hidden size={18} />
            <span>
              {t('account.signOut')}
              <span className="visually-hidden"> ({person.name})</span>
            </span>
          </button>
        </Form>
      ) : (
        <a href={`/login?to=${encodeURIComponent(pathname + search)}`} className="shell-link">
          <IconLogin2 aria-hidden size={18} /> {t('account.signIn')}
        </a>
      )}
    </div>
  );
}

/** Both buttons are rendered and CSS shows the right one: the server does not know the reader's scheme. */
function SchemeSwitch() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  return (
    <>
      <button
        type="button"
        className="shell-link only-light"
        aria-label={t('scheme.toDark')}
        onClick={() => setColorScheme('dark')}
      >
        <IconMoon aria-hidden size={18} />
      </button>
      <button
        type="button"
        className="shell-link only-dark"
        aria-label={t('scheme.toLight')}
        onClick={() => setColorScheme('light')}
      >
        <IconSun aria-hidden size={18} />
      </button>
    </>
  );
}
