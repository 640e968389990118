import { GetScheduleCommand } from '@aws-sdk/client-scheduler';
import { isNamed } from '../aws/denied';
import { missing, ok, type Finding } from '../finding';
import type { Context } from '../context';

/** Whether each schedule that the configuration wants to run does: they wait for the image of what they start. */
export async function scheduleFindings(context: Context): Promise<Finding[]> {
  const { synthesis, aws, nx, nameOf } = context;
  const configured = synthesis?.all('aws_scheduler_schedule') ?? [];
  const wanted = configured.filter(({ state }) => state !== 'DISABLED');
  const states = await Promise.all(
    wanted.map(async (block) => {
      const [Name, GroupName] = [synthesis!.text(block, 'name'), synthesis!.text(block, 'group_name')];
      try {
        return { Name, state: (await aws.scheduler.send(new GetScheduleCommand({ Name, GroupName }))).State };
      } catch (error) {
        if (isNamed(error, 'ResourceNotFoundException')) return { Name, state: undefined };
        throw error;
      }
    }),
  );
  const off = states.filter(({ state }) => state !== 'ENABLED').map(({ Name = '' }) => Name.slice(nameOf('').length));
  if (wanted.length === 0) return [];
  const unwanted = configured.length - wanted.length;
  const words = `${wanted.length} run${unwanted > 0 ? `, ${unwanted} disabled by the configuration` : ''}`;
  return [
    off.length === 0
      ? ok('schedules', words)
      : missing('schedules', `off until their images are deployed: ${off.join(', ')}`, nx('deploy')),
  ];
}
