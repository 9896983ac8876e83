/** Parts of the school's and the class's page that show classes and their lists; the pages stand in `invites`. */
import { lazy } from 'react'

export const ClassTable = lazy(() => import('./ClassTable.tsx').then((module) => ({ default: module.ClassTable })))
export const GridDialog = lazy(() => import('./GridDialog.tsx').then((module) => ({ default: module.GridDialog })))
export const RosterTable = lazy(() => import('./RosterTable.tsx').then((module) => ({ default: module.RosterTable })))
export const EnrolDialog = lazy(() => import('./EnrolDialog.tsx').then((module) => ({ default: module.EnrolDialog })))
export { type ClassLine, type PupilLine, schoolNumbers, sortedClasses } from './class-line.ts'
