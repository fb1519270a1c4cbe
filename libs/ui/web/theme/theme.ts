import { theme as antdTheme, type ThemeConfig } from 'antd'

/** Where the words are drawn; `Tongban Dots` is the system's own face for two dots (theme-scope.css), `Noto Sans SC Variable` is shipped with the console, the rest stands in until it is there. */
export const FONT_FAMILY = "'Tongban Dots', 'Noto Sans SC Variable', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', system-ui, sans-serif"

const seed = {
  fontFamily: FONT_FAMILY,
  colorPrimary: '#1a5fa8',
  colorInfo: '#1a5fa8',
  colorSuccess: '#2b7d4f',
  colorWarning: '#b86a00',
  colorError: '#c0312b',
  colorLink: '#1a5fa8',
  borderRadius: 4,
  // a screen that moves under the hand is slower to use than one that does not
  motion: false,
  wireframe: false,
} as const

/** The staff's screens: dense, calm, 14 px. The one place where their look is decided. */
export const staffTheme: ThemeConfig = {
  token: {
    ...seed,
    fontSize: 14,
    controlHeight: 30,
    controlHeightSM: 24,
    controlHeightLG: 38,
    padding: 12,
    paddingSM: 10,
    colorTextBase: '#1d2630',
    colorBgLayout: '#f1f3f6',
    colorBorder: '#c9d1da',
    colorBorderSecondary: '#e2e7ed',
    // the generated tints of dark seeds are muddy; these keep a text contrast above 4.5
    colorPrimaryBg: '#e8f1fb',
    colorPrimaryBorder: '#a9cbee',
    colorSuccessBg: '#e8f5ed',
    colorSuccessBorder: '#a9d6bc',
    colorSuccessText: '#22663f',
    colorWarningBg: '#fff5e3',
    colorWarningBorder: '#e8c078',
    colorWarningText: '#8a4f00',
    colorErrorBg: '#fdeeed',
    colorErrorBorder: '#edb1ad',
    colorErrorText: '#a3231e',
    // dark enough for a contrast above 4.5 on the tint of a chosen line too
    colorTextSecondary: 'rgba(29, 38, 48, 0.78)',
    colorTextTertiary: 'rgba(29, 38, 48, 0.7)',
    colorTextPlaceholder: 'rgba(29, 38, 48, 0.65)',
  },
}

/** The live board: the same words on a dark wall, seen from afar. */
export const boardTheme: ThemeConfig = {
  algorithm: antdTheme.darkAlgorithm,
  token: {
    ...seed,
    colorPrimary: '#5aa7ee',
    colorInfo: '#5aa7ee',
    colorSuccess: '#4fbf84',
    colorWarning: '#f0a63c',
    colorError: '#f0625b',
    fontSize: 16,
    colorBgBase: '#0c141d',
    // the generated ones are too faint for words on this ground: a contrast above 4.5, from the back of the room
    colorTextTertiary: 'rgba(255, 255, 255, 0.62)',
    colorSuccessText: '#5fcb92',
    colorWarningText: '#f0a63c',
    colorErrorText: '#ff8680',
  },
}

/** What our own style sheets may use: `var(--tb-<name>)`, from the tokens and from nothing else. */
export const SCOPE_TOKENS = {
  text: 'colorText',
  'text-secondary': 'colorTextSecondary',
  'text-tertiary': 'colorTextTertiary',
  'text-disabled': 'colorTextDisabled',
  'text-on-solid': 'colorTextLightSolid',
  surface: 'colorBgContainer',
  raised: 'colorBgElevated',
  page: 'colorBgLayout',
  'fill-1': 'colorFillQuaternary',
  'fill-2': 'colorFillTertiary',
  'fill-3': 'colorFillSecondary',
  border: 'colorBorder',
  'border-soft': 'colorBorderSecondary',
  primary: 'colorPrimary',
  'primary-hover': 'colorPrimaryHover',
  'primary-bg': 'colorPrimaryBg',
  'primary-border': 'colorPrimaryBorder',
  good: 'colorSuccess',
  'good-text': 'colorSuccessText',
  'good-bg': 'colorSuccessBg',
  'good-border': 'colorSuccessBorder',
  warn: 'colorWarning',
  'warn-text': 'colorWarningText',
  'warn-bg': 'colorWarningBg',
  'warn-border': 'colorWarningBorder',
  bad: 'colorError',
  'bad-text': 'colorErrorText',
  'bad-bg': 'colorErrorBg',
  'bad-border': 'colorErrorBorder',
  shadow: 'boxShadowSecondary',
  font: 'fontFamily',
} as const
