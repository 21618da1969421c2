/** Words of the frame around the panels. */
export const shellText = {
  'shell.launcher': 'Your data',
  'shell.title': 'Your data and this shop’s AI',
  'shell.close': 'Close',
  'shell.panels': 'Panels',
  'shell.panel.why': 'Why this?',
  'shell.panel.choices': 'Choices',
  'shell.panel.receipts': 'Receipts',
  'shell.move': 'Move to the other side',
  'shell.hide': 'Hide the button for now',
  'shell.loading': 'Loading',
  'shell.broken':
    'This panel could not be shown. Your choices are safe. If “Try again” does not help, reload the page.',
  'shell.retry': 'Try again',
} as const;
