import { Link } from '@remix-run/react';
import './link-tabs.css';

/** Tabs that are links: each has its address, and works without scripts. */
export function LinkTabs(props: {
  label: string;
  tabs: { to: string; label: string; count?: number; current: boolean }[];
}) {
  return (
    <nav aria-label={props.label} className="link-tabs">
      <ul>
        {props.tabs.map(({ to, label, count, current }) => (
          <li key={to}>
            <Link to={to} aria-current={current ? 'page' : undefined}>
              {label}
              {count !== undefined && <span className="link-tabs-count">{count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
