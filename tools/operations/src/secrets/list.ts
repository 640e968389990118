import type { Context } from '../context';
import { missing, ok, type Finding } from '../finding';
import { isMissing, missingKeys, secretStates, type Asked, type SecretState } from './states';

/** A line for each secret: whether it has what its readers need, and who they are. Never a value. */
export async function secretFindings(context: Asked & Pick<Context, 'nx'>): Promise<Finding[]> {
  return (await secretStates(context)).map((state) => finding(context, state));
}

function finding({ nx }: Pick<Context, 'nx'>, state: SecretState): Finding {
  const { name, short, has, unknown } = state;
  const readers = [...state.services, ...state.jobs];
  const used = readers.length === 0 ? '' : `; read by ${readers.join(', ')}`;
  // Terraform writes the others.
  const fix = short === undefined ? nx('deploy') : nx('secrets', 'set', short);
  if (has === 'been deleted') return missing(name, `does not exist, or is scheduled for deletion${used}`, nx('deploy'));
  if (isMissing(state)) {
    const lacks = missingKeys(state).join(', ');
    return missing(name, `${has === 'value' ? 'lacks' : 'has no value, needs'} ${lacks || 'one'}${used}`, fix);
  }
  if (unknown !== undefined) {
    const known = has === 'value' ? 'has a value; ' : '';
    return { level: 'unasked', subject: name, message: `${known}${unknown}${used}` };
  }
  const keys = Object.keys(state.expected);
  return ok(name, `${keys.length === 0 ? 'has a value' : `has ${keys.join(', ')}`}${used}`);
}
