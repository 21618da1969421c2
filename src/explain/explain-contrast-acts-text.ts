/** Words of “why this and not that”. */
export const explainContrastText = {
  'why.contrast': 'Why this and not “{name}”',
  'why.contrast.for': '“{label}”: {delta} more for this',
  'why.contrast.against': '“{label}”: {delta} less for this',
} as const;
