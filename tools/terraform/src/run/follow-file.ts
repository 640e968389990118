import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const POLL_MS = 50;

/** Reads a file while another process writes it, and hands over each line. */
export function follow(file: string, onLine: (line: string) => void): { stop(): void } {
  const descriptor = openSync(file, 'r');
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(64 * 1024);
  let rest = '';
  const drain = (): void => {
    for (;;) {
      const length = readSync(descriptor, buffer, 0, buffer.length, null);
      if (length === 0) return;
      const lines = (rest + decoder.write(buffer.subarray(0, length))).split('\n');
      rest = lines.pop() ?? '';
      lines.forEach(onLine);
    }
  };
  const timer = setInterval(drain, POLL_MS);
  return {
    /** Reads what is left, the unfinished last line included. */
    stop: () => {
      clearInterval(timer);
      drain();
      closeSync(descriptor);
      if (rest !== '') onLine(rest);
    },
  };
}
