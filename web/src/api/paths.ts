/** Every call of the HTTP API, in the form in which openapi-typescript writes them. */
import type {
  Card,
  Instance,
  Invitation,
  Joined,
  Language,
  Me,
  NewInvitation,
  NewRoom,
  Profile,
  RosterPage,
  Welcome,
} from "./types.ts";

type Empty = Record<string, never>;

export interface paths {
  "/api/instance": {
    get: {
      responses: { 200: { content: { "application/json": Instance } } };
    };
  };
  "/api/setup": {
    post: {
      requestBody: { content: { "application/json": Profile & { token: string } } };
      responses: { 201: { content: { "application/json": Me } } };
    };
  };
  "/api/me": {
    get: {
      responses: { 200: { content: { "application/json": Me } } };
    };
  };
  "/api/session": {
    delete: {
      responses: { 204: { content?: never } };
    };
  };
  "/api/invitations": {
    get: {
      responses: {
        200: { content: { "application/json": { left: number; invitations: Invitation[] } } };
      };
    };
    post: {
      requestBody: {
        content: { "application/json": { language: Language; expires_days: number } };
      };
      responses: { 201: { content: { "application/json": NewInvitation } } };
    };
  };
  "/api/invitations/{id}": {
    delete: {
      parameters: { path: { id: string } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/invitations/{id}/look": {
    post: {
      parameters: { path: { id: string } };
      requestBody: { content: { "application/json": { token: string } } };
      responses: { 200: { content: { "application/json": Welcome } } };
    };
  };
  "/api/invitations/{id}/redeem": {
    post: {
      parameters: { path: { id: string } };
      requestBody: { content: { "application/json": Profile & { token: string } } };
      responses: { 201: { content: { "application/json": Me } } };
    };
  };
  "/api/rooms": {
    get: {
      responses: { 200: { content: { "application/json": { rooms: Card[] } } } };
    };
    post: {
      requestBody: { content: { "application/json": NewRoom } };
      responses: { 201: { content: { "application/json": Card } } };
    };
  };
  "/api/rooms/{room}": {
    get: {
      parameters: { path: { room: string } };
      responses: { 200: { content: { "application/json": Card } } };
    };
  };
  "/api/rooms/{room}/list/{handle}": {
    put: {
      parameters: { path: { room: string; handle: string } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/join": {
    post: {
      parameters: { path: { room: string } };
      requestBody: { content: { "application/json": Empty } };
      responses: { 200: { content: { "application/json": Joined } } };
    };
  };
  "/api/rooms/{room}/leave": {
    post: {
      parameters: { path: { room: string } };
      requestBody: { content: { "application/json": Empty } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/hand": {
    put: {
      parameters: { path: { room: string } };
      responses: { 204: { content?: never } };
    };
    delete: {
      parameters: { path: { room: string } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/hands/{account}": {
    delete: {
      parameters: { path: { room: string; account: string } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/offers/{account}": {
    post: {
      parameters: { path: { room: string; account: string } };
      requestBody: { content: { "application/json": Empty } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/offer/accept": {
    post: {
      parameters: { path: { room: string } };
      requestBody: { content: { "application/json": Empty } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/offer/decline": {
    post: {
      parameters: { path: { room: string } };
      requestBody: { content: { "application/json": Empty } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/holds/{account}": {
    put: {
      parameters: { path: { room: string; account: string } };
      responses: { 204: { content?: never } };
    };
    delete: {
      parameters: { path: { room: string; account: string } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/stage/{account}": {
    delete: {
      parameters: { path: { room: string; account: string } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/end": {
    post: {
      parameters: { path: { room: string } };
      requestBody: { content: { "application/json": Empty } };
      responses: { 204: { content?: never } };
    };
  };
  "/api/rooms/{room}/people": {
    get: {
      parameters: { path: { room: string }; query?: { after?: string } };
      responses: { 200: { content: { "application/json": RosterPage } } };
    };
  };
}
