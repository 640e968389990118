import { printable } from '@restartix/kit';
import { parseEvent, Progress, type Phase } from './progress';

/** Where progress is printed: a terminal, or a log. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

// Often enough to see that work goes on, seldom enough for a CI log.
const HEARTBEAT_MS = 10_000;
const REDRAW_MS = 1000;
// A terminal that somebody else draws may not say how wide it is.
const DEFAULT_WIDTH = 100;

/** Prints a line per finished resource; on a terminal also a status line, redrawn each second, else a heartbeat. */
export class ProgressPrinter {
  readonly progress: Progress;
  private readonly timer: NodeJS.Timeout;
  private lastLine = Date.now();

  constructor(
    phase: Phase,
    private readonly screen: Screen = process.stderr,
  ) {
    this.progress = new Progress(phase);
    this.timer = setInterval(() => this.beat(), REDRAW_MS);
  }

  /** Takes a line of Terraform's output. */
  readonly take = (line: string): void => {
    const event = parseEvent(line);
    const news = event && this.progress.take(event);
    if (news) this.print(news);
  };

  stop(): void {
    clearInterval(this.timer);
    this.clear();
  }

  private beat(): void {
    if (this.screen.isTTY) {
      this.clear();
      this.screen.write(printable(this.progress.status(this.screen.columns || DEFAULT_WIDTH)));
    } else if (Date.now() - this.lastLine >= HEARTBEAT_MS) {
      this.print(this.progress.status());
    }
  }

  private print(line: string): void {
    this.clear();
    this.screen.write(`${printable(line)}\n`);
    this.lastLine = Date.now();
  }

  private clear(): void {
    if (this.screen.isTTY) this.screen.write('\r\u001b[2K');
  }
}
