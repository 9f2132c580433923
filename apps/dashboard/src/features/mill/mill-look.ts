import type { Session } from '../../shared/session.svelte'

/** The look of a panel that shows the frames of the mill. */
export function millLook(session: Session): 'loading' | 'empty' | 'good' | 'stale' {
  if (!session.mill.loaded) return 'loading'
  if (session.mill.frames.length === 0) return 'empty'
  return session.present ? 'good' : 'stale'
}

/** The look of a panel that shows figures of the mill. */
export function figuresLook(session: Session): 'loading' | 'good' | 'stale' {
  if (!session.kpi) return 'loading'
  return session.present ? 'good' : 'stale'
}
