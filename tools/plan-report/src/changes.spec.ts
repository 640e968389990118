import { renderHtml } from './render/html';
import { renderMarkdown } from './render/markdown';
import { renderText } from './render/text';
import { recordedChange, type RecordedChange } from './testing/changes';

interface Expected {
  /** Lines on a terminal, of which the first version of these reports had 86, 19, 123, 50 and 70. */
  readonly lines: number;
  /** Rows of tables that are open on the page. */
  readonly rows: number;
  readonly says: readonly string[];
}

const CHANGES: Readonly<Record<RecordedChange, Expected>> = {
  'another-zone': {
    lines: 53,
    rows: 9,
    says: [
      '~ aws_ecs_service.portal_service\n  ~ aws_ecs_service.telemetry_api_service\n      network_configuration[0].subnets: + "(aws_subnet.network_private_eu_central_1c.id)"',
      'subnets: + "(aws_subnet.network_public_eu_central_1c.id)"',
      'cost: about +43.80 USD a month at list prices (+5 Interface endpoint in a zone)',
    ],
  },
  'major-upgrade': {
    lines: 19,
    rows: 3,
    says: [
      'the database is upgraded from 16 to 17 (in the maintenance window, duration not documented)',
      'engine_version: "16" → "17"',
    ],
  },
  'new-service': {
    lines: 59,
    rows: 17,
    says: [
      'aws_acm_certificate.load_balancer_certificate  (creates the new one first: no outage known; forced by subject_alternative_names)',
      'dashboard_body.widgets[reports: CPU above 90 %]: + "metric widget"',
      'dashboard_body.widgets: (9 elements, reordered)',
      'anyone is denied kms:* on this key: aws:PrincipalArn is now also arn:aws:iam::123456789012:role/restartix-staging-reports-task',
      '~ repository_urls.reports: (none) → (known after apply)',
      'public or unrestricted by design: AWS decides it on no resource (1)',
    ],
  },
  'removed-bucket': {
    lines: 35,
    rows: 4,
    says: [
      '--allow-data-loss=aws_s3_bucket.uploads_bucket_bucket',
      'container_definitions[core-api].environment[UPLOADS_BUCKET]: "restartix-uploads-staging" → ""  # forces replacement',
      'role restartix-staging-core-api-task may no longer s3:ListBucket on arn:aws:s3:::restartix-uploads-staging',
      'aws_scheduler_schedule.scheduled_tasks_schedule_check_providers  (no effective change)',
    ],
  },
  'rotated-secret': {
    lines: 52,
    rows: 20,
    says: [
      'container_definitions[pgbouncer].environment[POOL_HEALTH_USER]: "app_v1" → "app_v2"  # forces replacement',
      'role restartix-staging-pgbouncer-execution may now also secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-central-1:123456789012:secret:restartix/staging/database/app-v2-??????',
    ],
  },
};

describe.each(Object.entries(CHANGES))('the plan of %s', (name, { lines, rows, says }) => {
  const report = recordedChange(name as RecordedChange);
  const text = renderText(report);

  it('says in a few lines what it does', () => {
    expect(text.split('\n')).toHaveLength(lines);
    for (const each of says) expect(text).toContain(each);
  });

  it('calls nothing out that AWS knows no narrower form of, or that goes with what it belongs to', () => {
    expect(text).not.toContain('PUBLICLY ACCESSIBLE OR OVERLY PERMISSIVE');
    expect(text).not.toContain('no longer denied');
  });

  it('compares nothing by its place, and shows no text of a policy or a container whole', () => {
    expect(text).not.toMatch(/(widgets|Statement|container_definitions|environment|secrets)\[\d+\]/);
    expect(text).not.toMatch(/: [["{]+(\\?"?)(Version|Statement|environment|widgets)/);
  });

  it('is a comment and a page of the same length', () => {
    expect(renderMarkdown(report).split('\n').length).toBeLessThan(2 * lines + 15);
    const open = renderHtml(report).replace(/<details(?![^>]* open)[^]*?<\/details>/g, '');
    expect(open.match(/<tr>/g) ?? []).toHaveLength(rows);
  });
});
