import { formatArea, formatDay, formatMoment } from '#app/lib/format.ts';
import { useLocale } from '#app/lib/locale.ts';

/** A moment to the minute, in Paris. */
export function Moment(props: { at: Date | string }) {
  const locale = useLocale();
  return <time dateTime={new Date(props.at).toISOString()}>{formatMoment(props.at, locale)}</time>;
}

/** A day. */
export function Day(props: { at: Date | string }) {
  const locale = useLocale();
  return (
    <time dateTime={new Date(props.at).toISOString().slice(0, 10)}>
      {formatDay(props.at, locale)}
    </time>
  );
}

/** An area, from whole hectares. */
export const Area = (props: { ha: number }) => <>{formatArea(props.ha, useLocale())}</>;
