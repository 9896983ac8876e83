// One line per ended test, as it ends, so that a file that is killed has told what it had done. Skipped tests count as neither.
export default async function* count(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    if (data.details?.type === 'suite' || data.skip !== undefined || data.todo !== undefined) continue
    yield `${JSON.stringify({ name: data.name, passed: type === 'test:pass' })}\n`
  }
}
