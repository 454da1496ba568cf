import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep sea blue. Shade 8 on white is 7:1, white on shade 7 is 5.9:1. */
const brand: MantineColorsTuple = [
  '#e7f2f8',
  '#d0e4ef',
  '#a0c8de',
  '#6dabcc',
  '#4593be',
  '#2c84b5',
  '#1d7cb1',
  '#0c699c',
  '#00598a',
  '#004970',
];

export const theme = createTheme({
  colors: { brand },
  primaryColor: 'brand',
  primaryShade: { light: 8, dark: 7 },
  defaultRadius: 'sm',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif',
  headings: { fontWeight: '650' },
  cursorType: 'pointer',
  // A link in a text is told from it by more than its colour.
  components: { Anchor: { defaultProps: { underline: 'always' } } },
});

/** Mantine's own dimmed, placeholder and error colours miss WCAG AA (4.5:1). */
export const cssVariables: CSSVariablesResolver = ({ colors }) => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': colors.gray[7],
    '--mantine-color-placeholder': colors.gray[7],
    '--mantine-color-error': colors.red[9],
    '--mantine-color-anchor': colors.brand?.[8] ?? '',
  },
  dark: {
    '--mantine-color-dimmed': colors.gray[4],
    '--mantine-color-placeholder': colors.gray[5],
    '--mantine-color-error': colors.red[4],
    '--mantine-color-anchor': colors.brand?.[3] ?? '',
  },
});
