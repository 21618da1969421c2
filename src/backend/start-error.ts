/** What keeps a backend from starting, in a sentence for whoever starts it: the reason, and what to do. */
export class StartError extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'StartError';
  }
}
