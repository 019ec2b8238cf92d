//! Table tests of the room.
