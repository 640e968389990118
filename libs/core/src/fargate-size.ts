import { checkKnown } from './bounds';
import { isKnown, type ReportProblem } from './config-error';

/**
 * The memory (MiB) that Fargate gives with each cpu (1024 units are one vCPU).
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size
 */
export const FARGATE_MEMORY = {
  256: [512, 1024, 2048],
  512: [1024, 2048, 3072, 4096],
  1024: [2048, 3072, 4096, 5120, 6144, 7168, 8192],
  2048: [4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384],
  4096: [
    8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576,
    25600, 26624, 27648, 28672, 29696, 30720,
  ],
  8192: [16384, 20480, 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344, 61440],
  16384: [32768, 40960, 49152, 57344, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880],
} as const;

type FargateMemory = typeof FARGATE_MEMORY;

/** A pair of cpu and memory that Fargate has. Any other pair does not compile. */
export type FargateSize = {
  [Cpu in keyof FargateMemory]: {
    /** CPU units of the task; 1024 are one vCPU. */
    readonly cpu: Cpu;
    /** Memory of the task in MiB; what is possible depends on `cpu`. */
    readonly memory: FargateMemory[Cpu][number];
  };
}[keyof FargateMemory];

/** For sizes that come from outside the compiler: a JSON file, an `any`. */
export function checkFargateSize(
  { cpu, memory }: { readonly cpu: number; readonly memory: number },
  problem: ReportProblem,
): void {
  if (!isKnown(cpu) || !isKnown(memory)) {
    const because = 'AWS Fargate has few pairs of cpu and memory';
    checkKnown(problem, { property: 'cpu', value: cpu, because }, { property: 'memory', value: memory, because });
    return;
  }
  const sizes: Readonly<Record<number, readonly number[]>> = FARGATE_MEMORY;
  const possible = sizes[cpu];
  if (!possible) {
    const cpus = Object.keys(FARGATE_MEMORY).map(Number);
    problem({
      property: 'cpu',
      value: cpu,
      allowed: `${either(cpus)} (AWS Fargate)`,
      fix: `Set cpu to ${above(cpu, cpus)}.`,
    });
    return;
  }
  if (possible.includes(memory)) return;
  problem({
    property: 'memory',
    value: memory,
    allowed: `${either(possible)} MiB with cpu ${cpu} (AWS Fargate)`,
    fix: `Set memory to ${above(memory, possible)}.`,
  });
}

/** The smallest that is enough, else the largest there is. */
function above(value: number, possible: readonly number[]): number {
  return possible.find((candidate) => candidate >= value) ?? possible.at(-1)!;
}

function either(values: readonly number[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
