/**
 * A task as a deployment needs to know it: written by Terraform into a parameter, read by pipelines and day-two commands, which
 * then need neither the configuration nor the state.
 */
export interface TaskDescription {
  /** Name of the cluster. */
  readonly cluster: string;
  /** Name of the task definition, without revision. */
  readonly family: string;
  /** The container that has the task's own image. */
  readonly container: string;
  /** The name below `images/` of the parameter that says which image is deployed. */
  readonly image: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Name of the log group. */
  readonly logGroup: string;
  /** ARNs of the secrets that its containers read. */
  readonly secrets: readonly string[];
  /** Lower ones are deployed or run first. */
  readonly order: number;
}

/** A service, in `/{project}/{env}/services/{name}`. */
export interface ServiceDescription extends TaskDescription {
  /** Full name of the service. */
  readonly service: string;
  /** Tasks that it has from its first deployment on, at least. */
  readonly minimumCount: number;
}

/** A task that runs once, in `/{project}/{env}/jobs/{name}`. */
export interface JobDescription extends TaskDescription {
  /** Images whose deployment runs the task before it changes a service. */
  readonly before: readonly string[];
  /**
   * ARN of the role that whoever starts the task gives it, where the task definition has none.
   * @default - the task definition's own
   */
  readonly taskRole?: string;
}

/** A secret that a person sets, in `/{project}/{env}/secrets/{name}`. No value is in it. */
export interface SecretDescription {
  /** Full name of the secret in Secrets Manager. */
  readonly secret: string;
  /** What has to be set: the keys of the JSON, and what each is. */
  readonly keys: Readonly<Record<string, string>>;
}

type Fields<T> = Readonly<Record<keyof Required<T>, Kind>>;
type Kind = 'text' | 'textIfAny' | 'texts' | 'textsByName' | 'count';

const TASK: Fields<TaskDescription> = {
  cluster: 'text',
  family: 'text',
  container: 'text',
  image: 'text',
  subnets: 'texts',
  securityGroups: 'texts',
  logGroup: 'text',
  secrets: 'texts',
  order: 'count',
};
const SERVICE: Fields<ServiceDescription> = { ...TASK, service: 'text', minimumCount: 'count' };
const JOB: Fields<JobDescription> = { ...TASK, before: 'texts', taskRole: 'textIfAny' };
const SECRET: Fields<SecretDescription> = { secret: 'text', keys: 'textsByName' };

const KINDS: Readonly<Record<Kind, { readonly words: string; fits(value: unknown): boolean }>> = {
  text: { words: 'a text that is not empty', fits: isText },
  textIfAny: {
    words: 'a text that is not empty, or left out',
    fits: (value) => value === undefined || isText(value),
  },
  texts: { words: 'a list of texts that are not empty', fits: (value) => Array.isArray(value) && value.every(isText) },
  textsByName: {
    words: 'an object of texts that are not empty',
    fits: (value) => isRecord(value) && Object.values(value).every(isText),
  },
  count: { words: 'a whole number from 0', fits: (value) => Number.isInteger(value) && Number(value) >= 0 },
};

/**
 * A service from its parameter's value.
 * @throws Error that names the parameter and what is wrong with it.
 */
export function parseService(parameter: string, value: string): ServiceDescription {
  return parse<ServiceDescription>(parameter, value, SERVICE);
}

/**
 * A task that runs once from its parameter's value.
 * @throws Error that names the parameter and what is wrong with it.
 */
export function parseJob(parameter: string, value: string): JobDescription {
  return parse<JobDescription>(parameter, value, JOB);
}

/**
 * A secret that a person sets, from its parameter's value.
 * @throws Error that names the parameter and what is wrong with it.
 */
export function parseSecret(parameter: string, value: string): SecretDescription {
  return parse<SecretDescription>(parameter, value, SECRET);
}

/** Fields that a later version of the platform adds are kept; what this one needs must be there. */
function parse<T>(parameter: string, value: string, fields: Fields<T>): T {
  const read = record(parameter, value);
  const problems = Object.entries<Kind>(fields).flatMap(([name, kind]) =>
    KINDS[kind].fits(read[name])
      ? []
      : [`${name} is ${JSON.stringify(read[name]) ?? 'missing'}, not ${KINDS[kind].words}`],
  );
  if (problems.length > 0) throw new Error(`${parameter}: ${problems.join('; ')}. Deploy the environment again.`);
  // Every field was compared with its kind above.
  return read as T;
}

function record(parameter: string, value: string): Record<string, unknown> {
  try {
    const read: unknown = JSON.parse(value);
    if (isRecord(read)) return read;
  } catch {
    // Said below.
  }
  throw new Error(`${parameter}: ${JSON.stringify(value)} is not a JSON object. Deploy the environment again.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}
