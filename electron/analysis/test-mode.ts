// Tells a dry run (`test=True`) from its arguments.
import { isObject, type Json } from '../../shared/salt/json.ts';

/**
 * True when the arguments of a job or return ask for a dry run: `test=True` as keyword (a trailing map, with or without
 * `__kwarg__`) or as a raw word of salt-call (`"test=True"`). Only states and orchestrations know the option, so other
 * functions' own `test` argument means nothing. `state.test` is always a dry run.
 */
export function asksForTest(fun: string, args: Json | undefined): boolean {
  if (!fun.startsWith('state.') && !fun.startsWith('runner.state.')) return false;
  if (fun === 'state.test') return true;
  return Array.isArray(args) && args.some((arg) => isTestArgument(arg));
}

function isTestArgument(arg: Json): boolean {
  if (typeof arg === 'string') {
    const equals = arg.indexOf('=');
    return (
      equals !== -1 && arg.slice(0, equals).trim().toLowerCase() === 'test' && isTrue(arg.slice(equals + 1).trim())
    );
  }
  if (!isObject(arg)) return false;
  for (const key in arg) if (key.toLowerCase() === 'test' && isTrue(arg[key])) return true;
  return false;
}

/** Salt's own reading of a truth value: numbers above zero, the text true (`salt.utils.data.is_true`). */
function isTrue(value: Json | undefined): boolean {
  if (typeof value === 'number') return value > 0;
  if (typeof value === 'string') return value.toLowerCase() === 'true' || Number(value) > 0;
  return value === true;
}
