/**
 * Whether a class has no Performance Insights for PostgreSQL, which this module always switches on.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html
 */
export function withoutInsights(instanceClass: string): boolean {
  return /^db\.t2\./.test(instanceClass) || /^db\.t(3|4g)\.(micro|small)$/.test(instanceClass);
}
