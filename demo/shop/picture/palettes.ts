/** Colours of one picture: ground, main, shade, accent, light, ink. */
export type Palette = readonly [ground: string, main: string, shade: string, accent: string, light: string, ink: string];

/** Muted pairs that sit together on one shelf; a product keeps its own. */
export const PALETTES: readonly Palette[] = [
  ['#efe7da', '#b7794f', '#8f5a38', '#d9a441', '#f6ead6', '#4a3a2e'],
  ['#e4eae2', '#6f8a6d', '#526b51', '#c98a5b', '#eef3ea', '#33403a'],
  ['#e3e8ee', '#5d7a99', '#46607c', '#d8b26a', '#eef3f8', '#2d3a48'],
  ['#f1e3dc', '#c0705c', '#97523f', '#e3b27a', '#faeee6', '#4b302a'],
  ['#ece9e1', '#a59c86', '#7f7763', '#7c8f7a', '#f8f5ec', '#3f3b32'],
  ['#e9e4ec', '#86769c', '#69597f', '#d3a06c', '#f4eff7', '#3a3244'],
  ['#e2ebea', '#5b8c8a', '#43706f', '#d99a6c', '#eef6f4', '#2a3f3f'],
  ['#f3ead2', '#d1a23f', '#a57c26', '#8c6a5d', '#fcf4df', '#4a3b1d'],
];
