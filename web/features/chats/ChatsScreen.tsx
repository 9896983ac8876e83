export function ChatsScreen() {
  return <h1>…</h1>
}
