/**
 * Topics of the trainer channel, JSON, never retained. `command` goes to the simulated mill, `reply` answers each command, and
 * `truth` tells what really happens. None of them belongs to the telemetry, and a real mill has none.
 */
export const trainerTopics = (mill: string) => ({
  command: `wanding/${mill}/trainer/command`,
  reply: `wanding/${mill}/trainer/reply`,
  truth: `wanding/${mill}/trainer/truth`,
})

/** Every topic of the trainer channel of any mill. */
export const TRAINER_TOPIC = /^wanding\/[^/]+\/trainer(\/|$)/
