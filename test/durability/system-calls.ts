/** One system call, from its first line to its last. */
export type SystemCall = {
  readonly pid: number;
  readonly name: string;
  /** What its file descriptor stands for: a path, or `socket:[…]`. */
  readonly path: string;
  /** The bytes it carried, one character each. */
  readonly data: string;
  /** Lines of the trace at which it was begun and was over. */
  readonly began: number;
  readonly ended: number;
  readonly ok: boolean;
};

const LINE = /^(\d+)\s+(?:<\.\.\. (\w+) resumed>|(\w+)\()(.*)$/;
/** Another thread's lines come in between, or the tracer left before the call was over. */
const UNFINISHED = / *<(?:unfinished|detached) \.\.\.>$/;
const DESCRIPTOR = /^\d+<([^>]*)>/;
/** What stands after the call; an interrupted one is filled up with blanks. */
const RESULT = /\)\s+= (-?\w+)[^"]*$/;
const TEXT = /"((?:\\x[\da-f]{2})*)"/g;

const decode = (hex: string): string => Buffer.from(hex.replaceAll('\\x', ''), 'hex').toString('latin1');

/** A call that waits for its end, by the thread that made it. */
type Open = { readonly name: string; readonly text: string; readonly began: number };

const callOf = (pid: number, { name, text, began }: Open, ended: number): SystemCall => {
  const result = RESULT.exec(text);
  const args = text.slice(0, result?.index);
  return {
    pid,
    name,
    path: decode(DESCRIPTOR.exec(args)?.[1] ?? ''),
    data: [...args.replace(DESCRIPTOR, '').matchAll(TEXT)].map(([, hex = '']) => decode(hex)).join(''),
    began,
    ended,
    ok: /^\d/.test(result?.[1] ?? ''),
  };
};

/**
 * Reads a trace of `strace -f -y -xx`. A call that other threads' lines interrupt is one call; one that was not over when the trace ended
 * is told as not ended well.
 */
export const readTrace = (trace: string): readonly SystemCall[] => {
  const open = new Map<string, Open>();
  const calls: SystemCall[] = [];
  const lines = trace.split('\n');
  for (const [at, line] of lines.entries()) {
    const [, pid = '', resumed, started, rest = ''] = LINE.exec(line) ?? [];
    const name = resumed ?? started;
    if (name === undefined) continue;
    const before = resumed === undefined ? undefined : open.get(pid);
    const call = { name, text: `${before?.text ?? ''}${rest.replace(UNFINISHED, '')}`, began: before?.began ?? at };
    open.delete(pid);
    if (UNFINISHED.test(rest)) open.set(pid, call);
    else calls.push(callOf(Number(pid), call, at));
  }
  for (const [pid, call] of open) calls.push(callOf(Number(pid), call, lines.length));
  return calls.toSorted((one, other) => one.began - other.began);
};
