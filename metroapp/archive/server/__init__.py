"""The server of a workshop with several posts: PostgreSQL with the sealed tables of every post.

Each post goes on writing to its own file; its entries are forwarded, and the server itself checks them before it takes
them. psycopg is loaded with this package, and this package where a server is spoken of.
"""
