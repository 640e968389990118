/**
 * Seconds. The longest that AWS gives for the failover of a Multi-AZ database ("typically 60–120 seconds"), which every
 * environment goes through in maintenance windows.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.MultiAZ.Failover.html
 */
export const LONGEST_FAILOVER_SECONDS = 120;
