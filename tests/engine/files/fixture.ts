// A small archive: folders that belong to people, papers and pictures in them. Two people who may write, one who only reads, one of neither.

import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { startApp } from '../harness.ts';
import type { ActionJson, TestApp, TestBrowser } from '../harness.ts';

const sql = `
CREATE TABLE dbo.arc_folders (id int NOT NULL PRIMARY KEY, owner nvarchar(64) NOT NULL, title nvarchar(100) NOT NULL, fileIDs nvarchar(max) NULL);
INSERT INTO dbo.arc_folders (id, owner, title) VALUES (1, N'anna', N'First'), (2, N'boris', N'Second');
CREATE TABLE dbo.arc_log (id int IDENTITY(1, 1) NOT NULL PRIMARY KEY, what nvarchar(400) NOT NULL);
GO
CREATE OR ALTER PROCEDURE dbo.[rs_papers_access] @itemID nvarchar(64), @action nvarchar(32), @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT IIF(EXISTS (SELECT 1 FROM dbo.arc_folders AS f WHERE f.id = TRY_CAST(@itemID AS int) AND (f.owner = @username OR (@username = N'vera' AND @action IN (N'list', N'read')))), 1, 0) AS Result,
    N'This folder is not yours' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rs_papers_afterUpload] @itemID nvarchar(64), @fileID nvarchar(64), @name nvarchar(255), @size bigint, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  IF @name LIKE N'forbidden%'
  BEGIN
    SELECT 0 AS Result, N'We do not take this one' AS Msg;
    RETURN;
  END;
  INSERT INTO dbo.arc_log (what) VALUES (CONCAT(@username, N' ', @itemID, N' ', @name, N' ', @size));
  SELECT 1 AS Result, N'' AS Msg;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[rs_badge_getFile] @parameters dbo.CRUDFilterParameter READONLY, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @what nvarchar(100) = (SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'what');
  DECLARE @itemID nvarchar(100) = (SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'itemID');
  IF @what = N'html'
    SELECT CAST(N'<script>alert(1)</script>' AS nvarchar(max)) AS content, N'text/html' AS contentType, N'a.html' AS fileName;
  ELSE IF @what = N'binary'
    SELECT CAST(0x0102FF AS varbinary(max)) AS content, N'application/octet-stream' AS contentType, N'отчёт.bin' AS fileName;
  ELSE
    SELECT CONCAT(N'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text>', @itemID, @username, N'</text></svg>') AS content, N'image/svg+xml' AS contentType, N'b.svg' AS name
    WHERE @itemID <> N'none';
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_folder_getItem] @itemID int, @username nvarchar(64)
AS
BEGIN
  SET NOCOUNT ON;
  SELECT f.title FROM dbo.arc_folders AS f WHERE f.id = @itemID AND f.owner = @username;
END;
GO
CREATE OR ALTER PROCEDURE dbo.[fm_folder_saveItem] @itemID int, @username nvarchar(64), @parameters dbo.CRUDFilterParameter READONLY
AS
BEGIN
  SET NOCOUNT ON;
  DECLARE @title nvarchar(100) = (SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'title');
  DECLARE @papers nvarchar(max) = (SELECT MAX(p.[Value]) FROM @parameters AS p WHERE p.[Key] = N'papers');
  IF @itemID = 0
  BEGIN
    SELECT @itemID = MAX(f.id) + 1 FROM dbo.arc_folders AS f;
    INSERT INTO dbo.arc_folders (id, owner, title, fileIDs) VALUES (@itemID, @username, @title, @papers);
  END
  ELSE UPDATE dbo.arc_folders SET title = @title, fileIDs = @papers WHERE id = @itemID AND owner = @username;
  SELECT 1 AS Result, N'' AS Msg, @itemID AS itemID;
END;
GO`;

const papers = {
  title: { en: 'Papers', ru: 'Бумаги' },
  entityCode: 'folder',
  readRoles: 'writer,reader',
  writeRoles: 'writer',
  maxSizeMb: 6,
  maxFiles: 4,
  canRename: true,
  canReorder: true,
  fileFilter: '^[^#]+$',
};

export function startArchive(): Promise<TestApp> {
  return startApp({
    sql: [sql],
    users: [
      { username: 'anna', roles: ['writer'] },
      { username: 'boris', roles: ['writer'] },
      { username: 'vera', roles: ['reader'] },
      { username: 'egor', roles: ['stranger'] },
    ],
    definitions: {
      resource: {
        papers,
        photos: {
          entityCode: 'folder',
          readRoles: 'writer',
          writeRoles: 'writer',
          isImage: true,
          maxSizeMb: 5,
          view: 'gallery',
          image: { width: 300, height: 300 },
        },
        cover: { entityCode: 'folder', readRoles: 'writer', writeRoles: 'writer', isImage: true, isSingle: true },
        drawings: { entityCode: 'folder', readRoles: 'writer', writeRoles: 'writer', contentTypes: ['image/svg+xml'] },
        own: { entityCode: 'note', readRoles: 'writer', writeRoles: 'writer', ownOnly: true },
        slow: { entityCode: 'note', readRoles: 'writer', writeRoles: 'writer', fileFilter: '^(a+)+$' },
        badge: { entityCode: 'folder', readRoles: '*', isGenerated: true },
      },
      form: {
        folder: {
          title: 'Folder',
          roles: 'writer',
          fields: [
            { code: 'title', title: 'Title', required: true },
            { code: 'papers', title: 'Papers', type: 'files', resource: 'papers', required: true },
          ],
        },
      },
      page: {
        home: {
          title: 'Home',
          route: '/home',
          roles: '*',
          markup: '<div class="as-resourceManager" data-code="papers" data-itemid="1"></div>',
        },
      },
    },
  });
}

export const text = (content: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(content));

export const pdf = text('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');

export async function photo(width = 640, height = 480): Promise<Uint8Array<ArrayBuffer>> {
  const made = await sharp({ create: { width, height, channels: 3, background: '#3a7' } })
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer();
  return new Uint8Array(made);
}

/** A PNG of a few kilobytes that unpacks to `side` squared pixels. */
export function hugePng(side: number): Uint8Array<ArrayBuffer> {
  const chunk = (type: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc32(body), body.length + 4);
    return out;
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  const rows = deflateSync(Buffer.alloc(Math.ceil(side / 8 + 1) * 64));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]));
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}

export interface Upload {
  readonly code?: string;
  readonly query?: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface Uploaded {
  readonly status: number;
  readonly json: ActionJson;
  readonly id: string;
  readonly url: string;
}

/** Uploads as the browser's part does. */
export async function upload(user: TestBrowser, { code = 'papers', query = 'itemID=1', name, type, bytes }: Upload): Promise<Uploaded> {
  const body = new FormData();
  body.append('file', new Blob([bytes], { type }), name);
  const answer = await user.fetch(`/c/resource/${code}/upload?${query}`, {
    method: 'POST',
    headers: { 'x-csrf-token': user.csrf, 'x-requested-with': 'fetch' },
    body,
  });
  const json = (await answer.json()) as ActionJson;
  const { id = '', url = '' } = (json.data ?? {}) as { id?: string; url?: string };
  return { status: answer.status, json, id, url };
}

/** A signed-in user with the page's CSRF token. */
export async function enter(app: TestApp, username: string): Promise<TestBrowser> {
  const user = await app.signIn(username);
  await user.page('/home');
  return user;
}
