-- The gallery's records: a small garden shop. Goods in categories, places as a tree of four levels, people, tasks, and what visitors entered.
CREATE TABLE dbo.gal_places (
  id int NOT NULL CONSTRAINT PK_gal_places PRIMARY KEY,
  parentID int NULL CONSTRAINT FK_gal_places_parentID REFERENCES dbo.gal_places (id),
  -- country, region, city, point
  kind nvarchar(16) NOT NULL,
  nameEn nvarchar(128) NOT NULL,
  nameRu nvarchar(128) NOT NULL,
  latitude decimal(9, 5) NULL,
  longitude decimal(9, 5) NULL,
  ord int NOT NULL,
  INDEX IX_gal_places_parentID (parentID, ord)
);
CREATE TABLE dbo.gal_categories (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_gal_categories PRIMARY KEY,
  parentID int NULL CONSTRAINT FK_gal_categories_parentID REFERENCES dbo.gal_categories (id),
  nameEn nvarchar(128) NOT NULL,
  nameRu nvarchar(128) NOT NULL,
  icon nvarchar(64) NULL,
  ord int NOT NULL,
  INDEX IX_gal_categories_parentID (parentID, ord)
);
CREATE TABLE dbo.gal_people (
  id int NOT NULL CONSTRAINT PK_gal_people PRIMARY KEY,
  nameEn nvarchar(128) NOT NULL,
  nameRu nvarchar(128) NOT NULL,
  postEn nvarchar(128) NOT NULL,
  postRu nvarchar(128) NOT NULL,
  email nvarchar(128) NOT NULL,
  phone nvarchar(32) NOT NULL,
  placeID int NOT NULL CONSTRAINT FK_gal_people_placeID REFERENCES dbo.gal_places (id),
  INDEX IX_gal_people_placeID (placeID)
);
CREATE TABLE dbo.gal_goods (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_gal_goods PRIMARY KEY,
  code nvarchar(16) NOT NULL CONSTRAINT UQ_gal_goods_code UNIQUE,
  categoryID int NOT NULL CONSTRAINT FK_gal_goods_categoryID REFERENCES dbo.gal_categories (id),
  personID int NULL CONSTRAINT FK_gal_goods_personID REFERENCES dbo.gal_people (id),
  nameEn nvarchar(128) NOT NULL,
  nameRu nvarchar(128) NOT NULL,
  noteEn nvarchar(400) NULL,
  noteRu nvarchar(400) NULL,
  price decimal(18, 2) NOT NULL,
  oldPrice decimal(18, 2) NULL,
  stock int NOT NULL CONSTRAINT DF_gal_goods_stock DEFAULT (0),
  rating int NULL,
  -- new, sale, sold, archive
  stateCode nvarchar(16) NOT NULL CONSTRAINT DF_gal_goods_stateCode DEFAULT (N'sale'),
  tags nvarchar(200) NULL,
  color char(7) NULL,
  site nvarchar(200) NULL,
  isOnline bit NOT NULL CONSTRAINT DF_gal_goods_isOnline DEFAULT (1),
  added date NOT NULL CONSTRAINT DF_gal_goods_added DEFAULT (CAST(SYSUTCDATETIME() AS date)),
  checkedAt datetime2(0) NULL,
  opens time(0) NULL,
  season char(7) NULL,
  ord int NOT NULL,
  rv rowversion NOT NULL,
  INDEX IX_gal_goods_categoryID (categoryID),
  INDEX IX_gal_goods_personID (personID)
);
CREATE TABLE dbo.gal_sales (
  goodID int NOT NULL CONSTRAINT FK_gal_sales_goodID REFERENCES dbo.gal_goods (id) ON DELETE CASCADE,
  soldOn date NOT NULL,
  qty int NOT NULL,
  amount decimal(18, 2) NOT NULL,
  CONSTRAINT PK_gal_sales PRIMARY KEY (goodID, soldOn),
  INDEX IX_gal_sales_soldOn (soldOn)
);
CREATE TABLE dbo.gal_tasks (
  id int IDENTITY(1, 1) NOT NULL CONSTRAINT PK_gal_tasks PRIMARY KEY,
  parentID int NULL CONSTRAINT FK_gal_tasks_parentID REFERENCES dbo.gal_tasks (id),
  titleEn nvarchar(200) NOT NULL,
  titleRu nvarchar(200) NOT NULL,
  -- new, work, check, done, dropped
  statusCode nvarchar(16) NOT NULL CONSTRAINT DF_gal_tasks_statusCode DEFAULT (N'new'),
  personID int NULL CONSTRAINT FK_gal_tasks_personID REFERENCES dbo.gal_people (id),
  placeID int NULL CONSTRAINT FK_gal_tasks_placeID REFERENCES dbo.gal_places (id),
  startsAt datetime2(0) NOT NULL,
  endsAt datetime2(0) NOT NULL,
  isAllDay bit NOT NULL CONSTRAINT DF_gal_tasks_isAllDay DEFAULT (0),
  progress int NOT NULL CONSTRAINT DF_gal_tasks_progress DEFAULT (0),
  cost decimal(18, 2) NOT NULL CONSTRAINT DF_gal_tasks_cost DEFAULT (0),
  -- Comma list of ids that come before.
  afterIDs nvarchar(100) NULL,
  note nvarchar(1000) NULL,
  ord int NOT NULL CONSTRAINT DF_gal_tasks_ord DEFAULT (0),
  INDEX IX_gal_tasks_parentID (parentID),
  INDEX IX_gal_tasks_personID (personID),
  INDEX IX_gal_tasks_placeID (placeID)
);
-- What a visitor entered in a form that has no table of its own: fields as JSON.
CREATE TABLE dbo.gal_answers (
  formCode nvarchar(64) NOT NULL,
  username nvarchar(64) NOT NULL,
  answers nvarchar(max) NOT NULL CONSTRAINT CK_gal_answers_answers CHECK (ISJSON(answers) = 1),
  saved datetime2(0) NOT NULL CONSTRAINT DF_gal_answers_saved DEFAULT (SYSUTCDATETIME()),
  CONSTRAINT PK_gal_answers PRIMARY KEY (formCode, username)
);
GO
