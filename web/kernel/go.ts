/** Goes to a screen from code that is not drawn: actions of menus, shortcuts and the palette. */
let navigate = (to: string): void => location.assign(to)

/** Said once by the application. */
export function onGo(how: (to: string) => void): void {
  navigate = how
}

export function go(to: string): void {
  navigate(to)
}
