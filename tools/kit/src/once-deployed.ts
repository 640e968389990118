/** `whenDeployed` of core, as it is synthesized: one value once an image is deployed, another one before. */
const ONCE_DEPLOYED = /^\$\{!endswith\(.*, ":not-deployed"\) \? "?(?<deployed>[^"?:]*)"? : [^?:]*\}$/;

/** The value that an argument of a synthesis has once its image is deployed; undefined for one that awaits no image. */
export function valueOnceDeployed(text: string): string | undefined {
  return ONCE_DEPLOYED.exec(text)?.groups?.['deployed'];
}
