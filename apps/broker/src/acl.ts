/** Who a client of the mill is; an account may be more than one. */
export type Role = 'gateway' | 'trainer' | 'api'

interface Rights {
  write: readonly string[]
  read: readonly string[]
}

/** What each may publish and hear; everything else is denied. The same as deploy/mosquitto/acl, which says why. */
export const ACL: Readonly<Record<Role, Rights>> = {
  gateway: {
    write: [
      'spBv1.0/+/NBIRTH/+',
      'spBv1.0/+/NDATA/+',
      'spBv1.0/+/NDEATH/+',
      'spBv1.0/+/DBIRTH/+/+',
      'spBv1.0/+/DDATA/+/+',
      'spBv1.0/+/DDEATH/+/+',
      'wanding/+/trainer/reply',
      'wanding/+/trainer/truth',
    ],
    read: ['spBv1.0/+/NCMD/+', 'spBv1.0/+/DCMD/+/+', 'spBv1.0/STATE/+', 'wanding/+/trainer/command'],
  },
  trainer: {
    write: ['wanding/+/trainer/command'],
    read: ['wanding/+/trainer/reply', 'wanding/+/trainer/truth'],
  },
  api: {
    write: ['spBv1.0/STATE/+', 'spBv1.0/+/NCMD/+', 'spBv1.0/+/DCMD/+/+'],
    read: ['spBv1.0/#'],
  },
}

/** True if one of the roles may publish (`write`) or hear (`read`) the topic. */
export const may = (roles: readonly Role[], way: keyof Rights, topic: string): boolean =>
  roles.some((role) => ACL[role][way].some((filter) => matches(filter, topic)))

function matches(filter: string, topic: string): boolean {
  const [wanted, levels] = [filter.split('/'), topic.split('/')]
  if (wanted.at(-1) === '#') return wanted.slice(0, -1).every((part, i) => fits(part, levels[i]))
  return wanted.length === levels.length && wanted.every((part, i) => fits(part, levels[i]))
}

const fits = (part: string, level: string | undefined): boolean =>
  level !== undefined && (part === '+' || part === level)
