/****** Object:  Table [dbo].[rep_templates]    Script Date: 01.06.2024 12:00:00 ******/
SET ANSI_NULLS ON
GO
SET QUOTED_IDENTIFIER ON
GO
SET ANSI_PADDING ON
GO
IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[rep_templates]') AND type in (N'U'))
BEGIN
CREATE TABLE [dbo].[rep_templates](
	[id] [int] IDENTITY(1,1) NOT NULL,
	[code] [nvarchar](64) COLLATE SQL_Latin1_General_CP1_CI_AS NOT NULL,
	[name] [nvarchar](256) NULL,
	[body] [nvarchar](max) NULL,
	[pointID] [int] NULL,
	[sum] [decimal](18, 2) NULL,
	[created] [datetime] NOT NULL,
	[isActive] [bit] NOT NULL,
	[doc] [xml] NULL,
	[data] [varbinary](max) NULL,
 CONSTRAINT [PK_rep_templates] PRIMARY KEY CLUSTERED 
(
	[id] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, IGNORE_DUP_KEY = OFF, ALLOW_ROW_LOCKS = ON, ALLOW_PAGE_LOCKS = ON, OPTIMIZE_FOR_SEQUENTIAL_KEY = OFF) ON [PRIMARY]
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
END
GO
SET ANSI_PADDING OFF
GO
IF NOT EXISTS (SELECT * FROM sys.indexes WHERE object_id = OBJECT_ID(N'[dbo].[rep_templates]') AND name = N'UX_rep_templates_code')
CREATE UNIQUE NONCLUSTERED INDEX [UX_rep_templates_code] ON [dbo].[rep_templates]
(
	[code] ASC
)
INCLUDE([name],[isActive]) 
WHERE ([isActive]=(1))
WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF, SORT_IN_TEMPDB = OFF, DROP_EXISTING = OFF, ONLINE = OFF, ALLOW_ROW_LOCKS = ON, ALLOW_PAGE_LOCKS = ON) ON [PRIMARY]
GO
IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[dbo].[DF_rep_templates_created]') AND type = 'D')
BEGIN
ALTER TABLE [dbo].[rep_templates] ADD  CONSTRAINT [DF_rep_templates_created]  DEFAULT (getdate()) FOR [created]
END
GO
IF NOT EXISTS (SELECT * FROM dbo.sysobjects WHERE id = OBJECT_ID(N'[DF_rep_templates_isActive]') AND type = 'D')
BEGIN
ALTER TABLE [dbo].[rep_templates] ADD  CONSTRAINT [DF_rep_templates_isActive]  DEFAULT ((1)) FOR [isActive]
END
GO
IF NOT EXISTS (SELECT * FROM sys.foreign_keys WHERE object_id = OBJECT_ID(N'[dbo].[FK_rep_templates_ref_points]') AND parent_object_id = OBJECT_ID(N'[dbo].[rep_templates]'))
ALTER TABLE [dbo].[rep_templates]  WITH CHECK ADD  CONSTRAINT [FK_rep_templates_ref_points] FOREIGN KEY([pointID])
REFERENCES [dbo].[ref_points] ([id])
ON UPDATE CASCADE
ON DELETE SET NULL
GO
IF  EXISTS (SELECT * FROM sys.foreign_keys WHERE object_id = OBJECT_ID(N'[dbo].[FK_rep_templates_ref_points]') AND parent_object_id = OBJECT_ID(N'[dbo].[rep_templates]'))
ALTER TABLE [dbo].[rep_templates] CHECK CONSTRAINT [FK_rep_templates_ref_points]
GO
IF NOT EXISTS (SELECT * FROM sys.check_constraints WHERE object_id = OBJECT_ID(N'[dbo].[CK_rep_templates_sum]') AND parent_object_id = OBJECT_ID(N'[dbo].[rep_templates]'))
ALTER TABLE [dbo].[rep_templates]  WITH NOCHECK ADD  CONSTRAINT [CK_rep_templates_sum] CHECK  (([sum]>=(0) AND [sum]<=(1000000.00)))
GO
ALTER TABLE [dbo].[rep_templates] CHECK CONSTRAINT [CK_rep_templates_sum]
GO
IF NOT EXISTS (SELECT * FROM sys.fn_listextendedproperty(N'MS_Description' , N'SCHEMA',N'dbo', N'TABLE',N'rep_templates', N'COLUMN',N'code'))
	EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Code for programs' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'rep_templates', @level2type=N'COLUMN',@level2name=N'code'
GO
IF NOT EXISTS (SELECT * FROM sys.fn_listextendedproperty(N'MS_Description' , N'SCHEMA',N'dbo', N'TABLE',N'rep_templates', NULL,NULL))
	EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Templates of printed reports' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'rep_templates'
ELSE
BEGIN
	EXEC sys.sp_updateextendedproperty @name=N'MS_Description', @value=N'Templates of printed reports' , @level0type=N'SCHEMA',@level0name=N'dbo', @level1type=N'TABLE',@level1name=N'rep_templates'
END
GO
SET IDENTITY_INSERT [dbo].[rep_templates] ON 
GO
IF NOT EXISTS (SELECT * FROM [dbo].[rep_templates])
INSERT [dbo].[rep_templates] ([id], [code], [name], [body], [pointID], [sum], [created], [isActive], [doc], [data]) VALUES (7, N'invoice', N'Счёт', N'<b>{number}</b>', NULL, CAST(100.50 AS Decimal(18, 2)), CAST(N'2024-05-06T07:08:09.000' AS DateTime), 1, N'<a/>', 0x0102FF)
GO
SET IDENTITY_INSERT [dbo].[rep_templates] OFF
GO
SET ANSI_PADDING ON
GO
