// Loaded before a program that the launcher starts (node --import). The program holds one end of a channel; if the
// launcher is killed outright the channel closes, and the program stops as if it had been asked to: no orphan is left.
if (process.channel) {
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}
