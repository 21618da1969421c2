/** A file of orders that is refused: where it is wrong (line, or JSON path) and why. */
export class ImportError extends Error {
  readonly where: string;
  constructor(where: string, reason: string) {
    super(`${where}: ${reason}`);
    this.name = 'ImportError';
    this.where = where;
  }
}
