// Mantine in Saltrace's clothes: dense sizes, our tokens behind its variables, no second palette.
import { type CSSVariablesResolver, createTheme, Menu, Portal } from '@mantine/core';

/** Themes a person can see. `contrast` is dark with a black ground and at least 7:1 for text. */
export type ThemeName = 'light' | 'dark' | 'contrast';

const accent = [
  '#eef3ff',
  '#dbe7ff',
  '#b9cfff',
  '#94b4ff',
  '#79a3ff',
  '#5b86ee',
  '#2d5fd7',
  '#2653c2',
  '#1f45a3',
  '#183782',
] as const;

/** The one Mantine theme; what is light or dark comes from `tokens.css`. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 4 },
  colors: { accent },
  fontFamily: 'var(--font-ui)',
  fontFamilyMonospace: 'var(--font-data)',
  fontSizes: {
    xs: 'var(--size-1)',
    sm: 'var(--size-2)',
    md: 'var(--size-3)',
    lg: 'var(--size-4)',
    xl: 'var(--size-5)',
  },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '10px' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  components: {
    // The placeholder is a focusable child without a role: inside role=menu that is an error for screen readers.
    // One place for all that floats: app/overlays.tsx.
    Portal: Portal.extend({ defaultProps: { target: '#overlays' } }),
    Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }),
  },
});

/** Points Mantine's own colour variables at the tokens, so that both always agree. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--raised)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--faint)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-anchor': 'var(--accent)',
    '--mantine-color-error': 'var(--failed)',
    '--mantine-primary-color-filled': 'var(--accent)',
    '--mantine-primary-color-contrast': 'var(--accent-text)',
  };
  return { variables: {}, light: shared, dark: shared };
};
