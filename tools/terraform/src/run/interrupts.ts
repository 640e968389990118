import type { Product } from '@restartix/plan-report';

export interface Interrupts {
  /** How often a person asked to stop. */
  readonly count: number;
  stop(): void;
}

interface Handlers {
  readonly product: Product;
  /** Asks Terraform to stop by itself. */
  readonly interrupt: () => void;
  readonly kill: () => void;
  readonly say: (line: string) => void;
  readonly now?: () => number;
}

const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

// One Ctrl-C arrives as several signals: from the terminal, and again from each program between it and us.
const ONE_PRESS_MS = 400;

/** The first interrupt goes to Terraform as an interrupt, the second is answered, the third kills. */
export function forwardInterrupts({ product, interrupt, kill, say, now = Date.now }: Handlers): Interrupts {
  let count = 0;
  let last = -Infinity;
  const handle = (): void => {
    const time = now();
    if (time - last < ONE_PRESS_MS) return;
    last = time;
    count += 1;
    if (count === 1) {
      say(`Stopping: ${product} finishes what is running, saves the state and releases the lock.`);
      interrupt();
    } else if (count === 2) {
      say(`Still stopping. A third interrupt kills ${product}: the state is then not saved and stays locked.`);
    } else {
      kill();
    }
  };
  for (const name of SIGNALS) process.on(name, handle);
  return {
    get count() {
      return count;
    },
    stop: () => {
      for (const name of SIGNALS) process.off(name, handle);
    },
  };
}
