/** A command of the simulator: takes its arguments, returns the exit code. */
type Command = (args: string[]) => Promise<number>

const COMMANDS: Readonly<Record<string, { load: () => Promise<{ run: Command }>; about: string }>> = {
  mills: { load: () => import('./commands/mills'), about: 'list the mills that there are' },
  headless: { load: () => import('./commands/headless'), about: 'run a mill without the wire and print what it did' },
  staffing: {
    load: () => import('./commands/staffing'),
    about: 'print persons per 10,000 spindles for each automation rung',
  },
  interference: {
    load: () => import('./commands/interference'),
    about: 'machine interference: theory beside a simulation',
  },
  patrol: { load: () => import('./commands/patrol'), about: 'patrol without monitoring: theory beside a simulation' },
  'what-if': {
    load: () => import('./commands/what-if'),
    about: 'a mill with changes beside the mill as it is, on the same seeds',
  },
  live: { load: () => import('./commands/live'), about: 'run a mill on its clock and publish its telemetry' },
}

const USAGE = `usage: sim <command> [options]\n\n${Object.entries(COMMANDS)
  .map(([name, { about }]) => `  ${name.padEnd(12)} ${about}`)
  .join('\n')}\n\nsim <command> --help lists the options of a command.\n`

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
if (command) process.exitCode = await (await command.load()).run(args)
else {
  const asked = name === '--help' || name === '-h' || name === 'help'
  ;(asked ? process.stdout : process.stderr).write(
    asked || name === '' ? USAGE : `unknown command "${name}"\n\n${USAGE}`,
  )
  process.exitCode = asked ? 0 : 2
}

export {}
