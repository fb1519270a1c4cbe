export { coordinateSystemSchema, wgs84Of, type CoordinateSystem } from './coordinate-systems.js'
export { readPosition, POSITION_FAULTS, type MapMaker, type PositionFault, type PositionReading } from './read-position.js'
