// Loaded before a program that the launcher starts (node --import). The program holds one end of a channel; if the
// launcher is killed outright the channel closes, and the program stops as if it had been asked to: no orphan is left.
// Through the channel it also says that it ends, since Node can, rarely, stand still while it ends (nodejs/node#54918).
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.once('exit', (ending) => process.connected && process.send({ ending }))
  process.channel.unref()
}
