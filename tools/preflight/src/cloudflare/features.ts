import type { Check } from '../check';
import { failure, ok } from '../finding';
import { askCloudflare, mustAskCloudflare } from './ask';

const PERMISSION = 'SSL and Certificates Read';

/** Advanced certificates are bought by hand; without them ordering one answers 1450. */
export const certificatesCheck: Check = {
  subject: 'advanced certificates',
  concerns: ({ synthesis }) => synthesis.count('cloudflare_certificate_pack') > 0,
  run: (context) =>
    Promise.all(
      [...new Set(context.synthesis.texts('cloudflare_certificate_pack', 'zone_id'))].map(async (zone) => {
        const { result } = await mustAskCloudflare(context, `/zones/${zone}/ssl/certificate_packs/quota`, PERMISSION);
        const { advanced: { allocated = 0, used = 0 } = {} } = result as {
          advanced?: { allocated?: number; used?: number };
        };
        const words = `${used} of ${allocated} used`;
        // Those in use may be the environment's own: what is full is left to the apply.
        if (allocated > 0) return ok('advanced certificates', words);
        const fix =
          'enable Advanced Certificate Manager: SSL/TLS → Edge Certificates in the dashboard (https://developers.cloudflare.com/ssl/edge-certificates/advanced-certificate-manager/)';
        return failure('advanced certificates', 'the zone has none', fix);
      }),
    ),
};

/** Cloudflare for SaaS is enabled by hand; without it the API answers 1403, no quota. */
export const saasCheck: Check = {
  subject: 'Cloudflare for SaaS',
  concerns: ({ synthesis }) => synthesis.count('cloudflare_custom_hostname_fallback_origin') > 0,
  run: async (context) => {
    const [zone] = context.synthesis.texts('cloudflare_custom_hostname_fallback_origin', 'zone_id');
    const hostnames = `/zones/${zone}/custom_hostnames?per_page=5`;
    const { errors } = await askCloudflare(context, hostnames);
    if (errors.some(({ code }) => code === 1403)) {
      const fix =
        'enable it: SSL/TLS → Custom Hostnames in the dashboard (https://developers.cloudflare.com/cloudflare-for-platforms/cloudflare-for-saas/start/enable/)';
      return [failure('Cloudflare for SaaS', 'is not enabled for the zone', fix)];
    }
    await mustAskCloudflare(context, hostnames, PERMISSION);
    const origin = await askCloudflare(context, `/zones/${zone}/custom_hostnames/fallback_origin`);
    const { origin: name, status } = (origin.result ?? {}) as { origin?: string; status?: string };
    return [
      ok(
        'Cloudflare for SaaS',
        `is enabled; fallback origin: ${name === undefined ? 'none yet' : `${name}, ${status}`}`,
      ),
    ];
  },
};
