// What stands behind every npm script. Plain JavaScript for any Node: it installs what the lock names when the lock has
// changed, and hands everything else to the Node that the lock pins.
const major = Number(process.versions.node.split('.')[0])
if (major < 20) {
  console.error(
    `Перемена запускается с Node 20 или новее, а здесь Node ${process.versions.node}. Установите Node 20: apt install nodejs npm`,
  )
  process.exitCode = 1
} else {
  import('./setup/launcher.mjs').then(({ launch }) => launch(process.argv.slice(2)))
}
